package dev.playlistlake.local.operate;

import dev.playlistlake.local.cli.AwsErrors;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A dead-letter queue in Amazon SQS. Threads may share it.
public record SqsQueue(SqsClient sqs, String url) implements FailureQueue {
  /// Longer than the timeout of a function, which is 15 minutes at most.
  private static final int HIDDEN_SECONDS = (int) Duration.ofMinutes(20).toSeconds();

  /// Without a wait, SQS queries only some of its servers and may miss a message:
  /// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html
  private static final int WAIT_SECONDS = 2;

  @Override
  public Optional<ReceivedMessage> receive() {
    return send(
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
        .map(SqsQueue::message);
  }

  private static ReceivedMessage message(Message message) {
    return new ReceivedMessage(message.messageId(), message.receiptHandle(), message.body());
  }

  @Override
  public void hide(ReceivedMessage message) {
    changeVisibility(message, HIDDEN_SECONDS);
  }

  @Override
  public void release(ReceivedMessage message) {
    changeVisibility(message, 0);
  }

  private void changeVisibility(ReceivedMessage message, int seconds) {
    send(
        "sqs:ChangeMessageVisibility",
        () ->
            sqs.changeMessageVisibility(
                request ->
                    request
                        .queueUrl(url)
                        .receiptHandle(message.receipt())
                        .visibilityTimeout(seconds)));
  }

  @Override
  public void delete(ReceivedMessage message) {
    send(
        "sqs:DeleteMessage",
        () -> sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receipt())));
  }

  private <T> T send(String action, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException failure) {
      throw AwsErrors.of("queue " + AwsErrors.shown(url) + " cannot be used", action, failure);
    }
  }
}
