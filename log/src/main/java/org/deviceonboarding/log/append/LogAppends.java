package org.deviceonboarding.log.append;

/** Tells listeners that the log has grown, whichever process appended. */
public interface LogAppends {
    /** @param listener runs after each append; it must return at once */
    void onAppend(Runnable listener);
}
