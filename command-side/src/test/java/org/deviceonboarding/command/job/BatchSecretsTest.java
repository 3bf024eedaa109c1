package org.deviceonboarding.command.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import org.deviceonboarding.domain.bulk.BulkId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch's password")
class BatchSecretsTest {
    private static final BulkId ONE = new BulkId(UUID.fromString("7d444840-9dc0-41d1-b245-5ffdce74fad2"));
    private static final BulkId OTHER = new BulkId(UUID.fromString("8d444840-9dc0-41d1-b245-5ffdce74fad2"));

    private final BatchSecrets secrets = new BatchSecrets(key(1), key(2), new SecureRandom());

    @Test
    void comesBackFromItsSeal() {
        assertThat(secrets.open(ONE, secrets.seal(ONE, "correct horse"))).isEqualTo("correct horse");
    }

    @Test
    void looksDifferentEachTimeItIsSealed() {
        assertThat(secrets.seal(ONE, "correct horse")).isNotEqualTo(secrets.seal(ONE, "correct horse"));
    }

    @Test
    void isNotForAnotherBatch() {
        byte[] sealed = secrets.seal(ONE, "correct horse");

        assertThatIllegalStateException().isThrownBy(() -> secrets.open(OTHER, sealed));
    }

    @Test
    void isNotForAnotherInstallation() {
        byte[] sealed = secrets.seal(ONE, "correct horse");

        assertThatIllegalStateException()
                .isThrownBy(() -> new BatchSecrets(key(3), key(2), new SecureRandom()).open(ONE, sealed));
    }

    @Test
    void hasALinkThatTellsNothingOfAnother() {
        assertThat(secrets.token(ONE))
                .matches("[A-Za-z0-9_-]{43}")
                .isEqualTo(secrets.token(ONE))
                .isNotEqualTo(secrets.token(OTHER));
    }

    private static byte[] key(int of) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) of);
        return key;
    }
}
