package org.deviceonboarding.crl;

/**
 * A CRL with its content.
 *
 * @param der the CRL itself
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SignedCrl(CrlSummary summary, byte[] der) {}
