package org.deviceonboarding.command.issuing;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Credential secrets")
class CredentialSecretsTest {
    private final CredentialSecrets secrets = new CredentialSecrets(new SecureRandom());

    @Test
    void areDifferentEachTime() {
        assertThat(IntStream.range(0, 200).mapToObj(_ -> secrets.password()).collect(Collectors.toSet()))
                .hasSize(200);
        assertThat(IntStream.range(0, 200).mapToObj(_ -> secrets.token()).collect(Collectors.toSet()))
                .hasSize(200);
    }

    @Test
    void giveTokensOf256Bits() {
        assertThat(secrets.token()).matches("[A-Za-z0-9_-]{43}");
    }

    @Test
    void givePasswordsThatCanBeReadAloud() {
        assertThat(secrets.password()).matches("[A-HJ-NP-Za-km-z2-9]{24}");
    }

    @Test
    void giveRandomUuidsAsDeviceIds() {
        UUID id = UUID.fromString(secrets.deviceId().value());

        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
    }
}
