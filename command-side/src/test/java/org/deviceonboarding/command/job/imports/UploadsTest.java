package org.deviceonboarding.command.job.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lists that come in")
class UploadsTest {
    private final Uploads uploads = new Uploads();

    @Test
    void areAFewOfEachCaller() {
        Uploads.UploadSlot first = uploads.take("ada").orElseThrow();
        assertThat(uploads.take("ada")).isPresent();

        assertThat(uploads.take("ada")).isEmpty();
        assertThat(uploads.take("bob")).isPresent();
        first.close();
        assertThat(uploads.take("ada")).isPresent();
        assertThat(uploads.take("ada")).isEmpty();
    }

    @Test
    void areBoundedInAll() {
        List<Uploads.UploadSlot> places = new ArrayList<>();
        for (int i = 0; i < Uploads.AT_ONCE; i++) {
            places.add(uploads.take("caller-" + i).orElseThrow());
        }
        Optional<Uploads.UploadSlot> oneMore = uploads.take("ada");

        assertThat(oneMore).isEmpty();
        places.getFirst().close();
        assertThat(uploads.take("ada")).isPresent();
    }
}
