package dev.playlistlake.local.operate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which function belongs to a queue, so that an operator may invoke it.
final class QueueAddressTest {
  private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:lake-transform";
  private static final String PATH = "/123456789012/lake-transform-failures";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://sqs.eu-west-1.amazonaws.com",
        "https://sqs-fips.eu-west-1.amazonaws.com",
        "https://eu-west-1.queue.amazonaws.com",
        "https://vpce-1-a.sqs.eu-west-1.vpce.amazonaws.com",
        "http://sqs.eu-west-1.localhost.localstack.cloud:4566"
      })
  void acceptsTheTransformOfItsOwnRegionAndAccount(String server) {
    QueueAddress queue = QueueAddress.of(server + PATH);

    assertThat(queue.fits(ARN)).isTrue();
    assertThat(queue.fits(ARN + ":$LATEST")).isTrue();
    assertThat(queue.fits(ARN.replace("eu-west-1", "us-east-1"))).isFalse();
    assertThat(queue.fits(ARN.replace("123456789012", "666666666666"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:4566", "http://localhost:4566/queue/eu-west-1"})
  void acceptsAnyRegionWhenTheUrlContainsNone(String server) {
    QueueAddress queue = QueueAddress.of(server + PATH);

    assertThat(queue.fits(ARN)).isTrue();
    assertThat(queue.fits(ARN.replace("eu-west-1", "us-east-1"))).isTrue();
    assertThat(queue.fits(ARN.replace("123456789012", "666666666666"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lake-transform",
        "arn:aws:lambda:eu-west-1:123456789012:function:payroll",
        "arn:aws:lambda:eu-west-1:123456789012:function:other-transform",
        "arn:aws:lambda:eu-west-1:123456789012:function:lake-transform:1:2",
        "arn:aws:lambda:eu-west-1:123456789012:layer:lake-transform",
        "arn:aws:sqs:eu-west-1:123456789012:function:lake-transform",
        "x:aws:lambda:eu-west-1:123456789012:function:lake-transform"
      })
  void rejectsOtherArns(String function) {
    assertThat(QueueAddress.of("http://127.0.0.1:4566" + PATH).fits(function)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/123456789012/failures", "/123456789012/payroll-failures", "/", ""})
  void rejectsEveryFunctionForAQueueWithAnotherName(String path) {
    QueueAddress queue = QueueAddress.of("http://127.0.0.1:4566" + path);

    assertThat(queue.fits(ARN)).isFalse();
    assertThat(queue.fits(ARN.replace("lake-transform", "payroll"))).isFalse();
    assertThat(queue.fits("arn:aws:lambda:eu-west-1::function:")).isFalse();
  }

  @Test
  void readsRegionAccountAndNameFromTheUrl() {
    QueueAddress queue = QueueAddress.of("https://sqs.eu-west-1.amazonaws.com" + PATH);

    assertThat(queue.region()).contains("eu-west-1");
    assertThat(queue.account()).isEqualTo("123456789012");
    assertThat(queue.name()).isEqualTo("lake-transform-failures");
  }
}
