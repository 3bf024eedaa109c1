package org.deviceonboarding.portal.ca;

import org.deviceonboarding.pki.CaStoreException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in a sentence why the CA cannot be opened, and what to do. */
final class CaStoreExceptionAnalyzer extends AbstractFailureAnalyzer<CaStoreException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, CaStoreException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), remedy(cause.problem()), cause);
    }

    static String remedy(CaStoreException.Problem problem) {
        return switch (problem) {
            case WRONG_PASSWORD ->
                "With the key on a token, set CA_PIN to its user PIN; many tokens lock themselves after a few wrong ones."
                        + " With the key in CA_ROOT_PATH, set the SECRET_KEY with which the CA was made.";
            case UNREADABLE ->
                "With the key on a token, check that the token is there and that CA_PKCS11_CONFIG names its library and slot."
                        + " With the key in AWS KMS, check CA_PRIVATE_KEY_ID, the credentials and the right kms:Sign."
                        + " With the key in CA_ROOT_PATH, check the folder's owner and rights, or restore it from a backup.";
            case INCOMPLETE ->
                "With the key on a token or in AWS KMS, put the certificates of the issuing CA and of the root, PEM, into"
                        + " CA_ROOT_PATH/chain.pem, and check that CA_PRIVATE_KEY_ID is the key's label or ARN."
                        + " With the key in CA_ROOT_PATH, restore the folder from a backup.";
            case KEY_MISMATCH ->
                "Check that CA_PRIVATE_KEY_ID names the key, and that chain.pem begins with the certificate that was made for it.";
            case BROKEN_CHAIN ->
                "chain.pem has the issuing CA's certificate first, then the one that signed it, up to the root.";
            case EXPIRED ->
                "Check this machine's clock. If it is right, this CA needs a successor: see docs/renewal.md.";
            case LOCKED -> "Another process makes the CA in this folder. End it if it hangs, and start this one again.";
        };
    }
}
