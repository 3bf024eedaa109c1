package org.deviceonboarding.cli.output;

/** How results are written. */
public enum Format {
    TABLE,
    JSON,
    CSV
}
