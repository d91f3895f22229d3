package dev.playlistlake.local.operate;

import software.amazon.awssdk.services.s3.S3Client;

/// A lake to work on: two buckets behind one client, on AWS or in a folder.
///
/// @param name what messages call it
/// @param versioned whether its buckets can keep versions; a folder keeps none
public record Lake(
    String name, S3Client s3, String rawBucket, String processedBucket, boolean versioned) {}
