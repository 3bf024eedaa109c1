package org.deviceonboarding.access.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cursor")
class CursorTextTest {
    private static final String CURSOR = CursorText.encode("devices {type=pump}", "name|x|pump ä 7");

    @Test
    void saysToItsListWhatItWasToldTo() {
        assertThat(CursorText.decode("devices {type=pump}", CURSOR)).contains("name|x|pump ä 7");
        assertThat(CURSOR).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void saysNothingToAnotherListOrToOtherFilters() {
        assertThat(CursorText.decode("devices {type=valve}", CURSOR)).isEmpty();
        assertThat(CursorText.decode("templates", CURSOR)).isEmpty();
    }

    @Test
    void saysNothingOnceItWasChanged() {
        for (int i = 0; i < CURSOR.length(); i++) {
            char other = CURSOR.charAt(i) == 'A' ? 'B' : 'A';
            String changed = CURSOR.substring(0, i) + other + CURSOR.substring(i + 1);
            assertThat(CursorText.decode("devices {type=pump}", changed))
                    .as(changed)
                    .isEmpty();
            assertThat(CursorText.decode("devices {type=pump}", CURSOR.substring(0, i)))
                    .isEmpty();
        }
        assertThat(CursorText.decode("devices {type=pump}", CURSOR + "=")).isEmpty();
        assertThat(CursorText.decode("devices {type=pump}", "%%%")).isEmpty();
    }
}
