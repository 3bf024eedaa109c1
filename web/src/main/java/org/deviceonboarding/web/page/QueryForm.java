package org.deviceonboarding.web.page;

import java.util.List;
import java.util.Map;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/** The parameters of a form with {@code method=get}, and links to the same page with other parameters. */
public final class QueryForm {
    private final MultiValueMap<String, String> given = new LinkedMultiValueMap<>();

    private QueryForm() {}

    /** Makes a form of the parameters that are not empty. */
    public static QueryForm of(MultiValueMap<String, String> parameters) {
        QueryForm form = new QueryForm();
        parameters.forEach((name, values) -> {
            List<String> filled = values.stream()
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
            if (!filled.isEmpty()) {
                form.given.put(name, filled);
            }
        });
        return form;
    }

    public MultiValueMap<String, String> parameters() {
        return given;
    }

    /** The value of a field, or an empty text. */
    public String get(String name) {
        String value = given.getFirst(name);
        return value == null ? "" : value;
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    public QueryForm with(String name, String value) {
        QueryForm other = without(name);
        if (!value.isEmpty()) {
            other.given.set(name, value);
        }
        return other;
    }

    public QueryForm without(String... names) {
        QueryForm other = of(given);
        for (String name : names) {
            other.given.remove(name);
        }
        return other;
    }

    /** The link to the path with these parameters. */
    public String at(String path) {
        return UriComponentsBuilder.fromPath(path)
                .queryParams(encoded())
                .build(true)
                .toUriString();
    }

    private MultiValueMap<String, String> encoded() {
        MultiValueMap<String, String> encoded = new LinkedMultiValueMap<>();
        given.forEach((name, values) ->
                encoded.put(encode(name), values.stream().map(QueryForm::encode).toList()));
        return encoded;
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    /** The messages by field, if the refusal is a validation error; other refusals are thrown again. */
    public static Map<String, String> faults(Refused refused) {
        if (refused.refusal().code() != RefusalCode.VALIDATION_ERROR) {
            throw refused;
        }
        return refused.refusal().members();
    }
}
