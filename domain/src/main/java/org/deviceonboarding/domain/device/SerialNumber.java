package org.deviceonboarding.domain.device;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A certificate's serial number (RFC 5280 section 4.1.2.2).
 *
 * @param hex as it is stored: in lower-case hexadecimal without leading zeros
 */
public record SerialNumber(@JsonValue String hex) implements Comparable<SerialNumber> {
    private static final Pattern AT_MOST_20_OCTETS = Pattern.compile("[1-9a-f][0-9a-f]{0,39}");

    /** @throws IllegalArgumentException unless the value is a positive number of at most 20 octets */
    @JsonCreator
    public SerialNumber {
        if (!AT_MOST_20_OCTETS.matcher(hex).matches()) {
            throw new IllegalArgumentException("A serial number is 1 to 40 lower-case hexadecimal digits");
        }
    }

    public static SerialNumber of(BigInteger number) {
        return new SerialNumber(number.toString(16));
    }

    /** Reads what somebody copied, from us or from OpenSSL: with leading zeros or without, in any case. */
    public static SerialNumber parse(String text) {
        return new SerialNumber(text.toLowerCase(Locale.ROOT).replaceFirst("^0+", ""));
    }

    /** As it is shown, with all digits of its octets, as OpenSSL prints them. */
    public String shown() {
        return shown(hex);
    }

    /** A number as {@link BigInteger} prints it. */
    public static String shown(BigInteger number) {
        return shown(number.toString(16));
    }

    private static String shown(String hex) {
        return hex.length() % 2 == 0 ? hex : "0" + hex;
    }

    public BigInteger toBigInteger() {
        return new BigInteger(hex, 16);
    }

    @Override
    public int compareTo(SerialNumber other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return shown();
    }
}
