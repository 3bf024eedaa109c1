package org.deviceonboarding.command.job.change;

import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.device.Sha256;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;

/**
 * The devices that a caller saw in a preview, by number and digest, so that nothing is changed that nobody saw.
 *
 * @param digest of the devices, as {@link Selection} makes it; null if only their number was looked at
 */
record PreviewToken(int count, @Nullable Sha256 digest) {
    /** @throws Refused without a count: there was no preview */
    static PreviewToken of(@Nullable Integer count, @Nullable Sha256 digest) {
        if (count == null) {
            throw new Refused(
                    RefusalCode.VALIDATION_ERROR,
                    "The request breaks a rule",
                    Map.of("expected_count", "must be the count that the preview showed"));
        }
        return new PreviewToken(count, digest);
    }

    /** @throws Refused if these are others, or none */
    void require(List<FleetSearch.Chosen> chosen) {
        if (chosen.size() != count) {
            throw new Refused(
                    RefusalCode.CONFLICT,
                    "It would change " + chosen.size() + " devices, not " + count + "; look at the preview again",
                    Map.of("count", Integer.toString(chosen.size())));
        }
        if (digest != null && !digest.equals(Selection.digest(chosen))) {
            throw new Refused(RefusalCode.CONFLICT, "It would change other devices; look at the preview again");
        }
        if (chosen.isEmpty()) {
            throw new Refused(RefusalCode.CONFLICT, "There is no device to change");
        }
    }
}
