package org.deviceonboarding.query.fleet;

import com.ibm.icu.text.Normalizer2;

/**
 * Text in the form in which it is searched: without its case in any script (Unicode's NFKC_Casefold), and with one letter for
 * the four i of Turkish, whichever of them somebody types.
 */
final class SearchText {
    private static final Normalizer2 CASELESS = Normalizer2.getNFKCCasefoldInstance();

    private SearchText() {}

    static String of(String text) {
        return CASELESS.normalize(text).replace("i\u0307", "i").replace('\u0131', 'i');
    }
}
