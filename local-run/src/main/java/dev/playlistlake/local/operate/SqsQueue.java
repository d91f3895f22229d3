package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A failure queue in Amazon SQS.
public record SqsQueue(SqsClient sqs, String url) implements FailureQueue {
  /// Longer than a function may take for one object.
  private static final int HIDDEN_SECONDS = (int) Duration.ofMinutes(20).toSeconds();

  /// An answer at once may overlook a message; one that waits asks all servers.
  private static final int WAIT_SECONDS = 2;

  @Override
  public Optional<ReceivedMessage> receive() {
    return asked(
            "sqs:ReceiveMessage",
            () ->
                sqs.receiveMessage(
                        request ->
                            request
                                .queueUrl(url)
                                .maxNumberOfMessages(1)
                                .waitTimeSeconds(WAIT_SECONDS)
                                .visibilityTimeout(HIDDEN_SECONDS))
                    .messages())
        .stream()
        .findFirst()
        .map(SqsQueue::delivery);
  }

  private static ReceivedMessage delivery(Message message) {
    return new ReceivedMessage(message.messageId(), message.receiptHandle(), message.body());
  }

  @Override
  public void hide(ReceivedMessage delivery) {
    makeVisible(delivery, HIDDEN_SECONDS);
  }

  @Override
  public void release(ReceivedMessage delivery) {
    makeVisible(delivery, 0);
  }

  private void makeVisible(ReceivedMessage delivery, int seconds) {
    asked(
        "sqs:ChangeMessageVisibility",
        () ->
            sqs.changeMessageVisibility(
                request ->
                    request
                        .queueUrl(url)
                        .receiptHandle(delivery.receipt())
                        .visibilityTimeout(seconds)));
  }

  @Override
  public void delete(ReceivedMessage delivery) {
    asked(
        "sqs:DeleteMessage",
        () ->
            sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(delivery.receipt())));
  }

  private <T> T asked(String action, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException failure) {
      throw AwsErrors.of("queue " + AwsErrors.shown(url) + " can't be used", action, failure);
    }
  }
}
