package org.deviceonboarding.query.audit;

import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/** How the log is handed out as a whole: one event to a line. */
sealed interface ExportFormat permits JsonLines, CsvLines {
    List<ExportFormat> ALL = List.of(new JsonLines(), new CsvLines());

    /** The one the caller wants most, and by its name; nothing if that is neither. */
    static Optional<ExportFormat> wanted(NativeWebRequest request) {
        try {
            return new HeaderContentNegotiationStrategy()
                    .resolveMediaTypes(request).stream()
                            .filter(wish -> wish.getQualityValue() > 0)
                            .findFirst()
                            .flatMap(ExportFormat::named);
        } catch (HttpMediaTypeNotAcceptableException e) {
            return Optional.empty(); // no media types at all
        }
    }

    private static Optional<ExportFormat> named(MediaType wish) {
        return ALL.stream()
                .filter(format -> format.type().equalsTypeAndSubtype(wish))
                .findFirst();
    }

    MediaType type();

    String file();

    /** What stands before the first event. */
    byte[] head();

    byte[] line(LoggedEvent event);
}
