package org.deviceonboarding.access.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cursor")
class CursorTextTest {
    private static final String CURSOR = CursorText.encode("devices {type=pump}", "name|x|pump ä 7");

    @Test
    void saysToItsListWhatItWasToldTo() {
        assertThat(new CursorText(CURSOR).of("devices {type=pump}")).contains("name|x|pump ä 7");
        assertThat(CURSOR).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void saysNothingToAnotherListOrToOtherFilters() {
        assertThat(new CursorText(CURSOR).of("devices {type=valve}")).isEmpty();
        assertThat(new CursorText(CURSOR).of("templates")).isEmpty();
    }

    @Test
    void saysNothingOnceItWasChanged() {
        for (int i = 0; i < CURSOR.length(); i++) {
            char other = CURSOR.charAt(i) == 'A' ? 'B' : 'A';
            String changed = CURSOR.substring(0, i) + other + CURSOR.substring(i + 1);
            assertThat(new CursorText(changed).of("devices {type=pump}"))
                    .as(changed)
                    .isEmpty();
            assertThat(new CursorText(CURSOR.substring(0, i)).of("devices {type=pump}"))
                    .isEmpty();
        }
        assertThat(new CursorText(CURSOR + "=").of("devices {type=pump}")).isEmpty();
        assertThat(new CursorText("%%%").of("devices {type=pump}")).isEmpty();
    }
}
