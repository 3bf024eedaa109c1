package org.deviceonboarding.crl;

/**
 * How much of the log the entries of the CRL must reflect.
 *
 * @param completeFrom the position from which on none is missing
 * @param complete whether a CRL was signed since they got there
 */
record CrlCoverage(long completeFrom, boolean complete) {}
