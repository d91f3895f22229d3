"""Rehearses the deployment with the real SAM CLI on an emulated AWS account on this machine."""
