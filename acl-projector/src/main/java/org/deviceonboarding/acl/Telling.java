package org.deviceonboarding.acl;

/** How a broker learns of the files in its folder. */
enum Telling {
    /** It need not: it was told of the same files before. */
    NOTHING_NEW,
    /** It was told to read them again just now. */
    TOLD,
    /** It does not run; the one that comes reads them when it starts. */
    AT_ITS_START
}
