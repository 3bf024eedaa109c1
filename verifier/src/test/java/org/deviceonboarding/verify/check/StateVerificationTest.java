package org.deviceonboarding.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.deviceonboarding.verify.bundle.BundlePart;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A verification of the state")
class StateVerificationTest extends VerifiedLog {
    @Test
    void namesADeviceThatIsNotWhatTheLogSays() throws Exception {
        SampleBundle bundle = bundle();
        bundle.changes.put(BundlePart.DEVICES, text -> text.replace("\"suspended\"", "\"active\""));

        Finding finding = only(verify(bundle, key()));

        assertThat(finding.fault()).isEqualTo(FindingKind.STATE);
        assertThat(finding.place()).isEqualTo(new FindingLocation.At(position(11)));
    }

    @Test
    void namesTheLineOfAnAclFileThatGrantsMore() throws Exception {
        SampleBundle bundle = bundle();
        bundle.changes.put(
                BundlePart.ACL_EXPLICIT, text -> text.replace("topic readwrite", "topic readwrite #\ntopic read"));

        assertThat(only(verify(bundle, key())).what())
                .matches("state/acl-explicit.acl differs from the log in line [0-9]+");
    }

    @Test
    void namesARevocationThatIsNotThere() throws Exception {
        SampleBundle bundle = bundle();
        bundle.changes.put(BundlePart.REVOCATIONS, text -> text.replace("\"reason_code\":1", "\"reason_code\":4"));

        assertThat(only(verify(bundle, key())).what()).contains("certificate " + pump.serial());
    }
}
