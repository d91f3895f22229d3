"""The deployment, run: the real SAM CLI against an AWS account that is emulated on this machine."""
