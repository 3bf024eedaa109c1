package org.deviceonboarding.acl;

/** Looks at the broker when the new files are in place and nobody told it yet. */
interface ReloadWitness {
    /** Nobody looks. */
    ReloadWitness NOBODY = _ -> {};

    /**
     * From here on, what the broker says and does comes from the files that are in place now.
     *
     * @param position of the policy among them
     */
    void beforeReload(long position) throws InterruptedException;
}
