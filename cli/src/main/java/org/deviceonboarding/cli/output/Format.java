package org.deviceonboarding.cli.output;

/** The formats of the output. */
public enum Format {
    TABLE,
    JSON,
    CSV
}
