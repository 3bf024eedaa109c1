package org.deviceonboarding.query.fleet;

import com.ibm.icu.text.Normalizer2;

/**
 * Makes the searchable form of a text: case-folded in any script (Unicode's NFKC_Casefold), and with one letter for the four kinds
 * of i in Turkish.
 */
final class SearchText {
    private static final Normalizer2 CASELESS = Normalizer2.getNFKCCasefoldInstance();

    private SearchText() {}

    static String of(String text) {
        return CASELESS.normalize(text).replace("i\u0307", "i").replace('\u0131', 'i');
    }
}
