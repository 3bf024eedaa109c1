package org.deviceonboarding.verify.check;

import java.util.ArrayList;
import java.util.List;

/** Lists what was checked and what was not. */
record CheckSummary(
        VerificationPass pass, int kept, int proofs, int authorities, TrustAnchors trust, FindingCollector findings) {
    VerificationReport report() {
        return new VerificationReport(findings.first(), findings.dropped(), checked(), unchecked());
    }

    private List<String> checked() {
        List<String> checked = new ArrayList<>();
        checked.add(pass.entries() + " entries, each against its leaf, in order, and as events");
        checked.add("the tree at " + pass.tree().count() + " signed checkpoints, " + proofs + " consistency proofs");
        if (kept > 0) {
            checked.add("the tree at " + kept + " checkpoints kept from before");
        }
        pass.earlier().forEach(log -> checked.add(log.compared() + " entries against an earlier bundle"));
        checked.add(pass.certificates().count() + " certificates, of " + authorities + " CAs on record");
        checked.add(pass.crls().checked() + " CRLs");
        checked.add("the state: " + pass.folds().fleet().devices().size() + " devices, "
                + pass.folds().revocations().entries().size() + " revocations and holds, 2 ACL files");
        return checked;
    }

    private List<String> unchecked() {
        List<String> unchecked = new ArrayList<>();
        if (trust.key() == null) {
            unchecked.add(
                    trust.earlier().isEmpty()
                            ? "whose log this is: no key was given, and the bundle's own was believed"
                            : "whose log this is: no key was given, and the earlier bundle's was believed");
        }
        if (kept == 0) {
            unchecked.add("whether the log was rewritten: no earlier checkpoint was given");
        }
        if (trust.roots().isEmpty()) {
            unchecked.add("whether the CA is yours: no root was given, and the log's own was believed");
        }
        if (pass.crls().absent() + pass.crls().checked() == 0) {
            unchecked.add("CRLs: there is none");
        }
        if (pass.crls().absent() > 0) {
            unchecked.add(pass.crls().absent() + " CRLs, which the server has no longer");
        }
        if (pass.crls().untold() > 0) {
            unchecked.add(
                    pass.crls().untold() + " times, whether an expired certificate had been on a CRL after its end:"
                            + " the CRLs from then are not here");
        }
        return unchecked;
    }
}
