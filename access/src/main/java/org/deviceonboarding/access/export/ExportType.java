package org.deviceonboarding.access.export;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.accept.HeaderContentNegotiationStrategy;
import org.springframework.web.context.request.NativeWebRequest;

/** The formats in which a whole list can be downloaded, one item a line. */
public enum ExportType {
    NDJSON(MediaType.APPLICATION_NDJSON_VALUE, "ndjson"),
    CSV("text/csv;charset=UTF-8", "csv");

    private final String mediaType;
    private final String suffix;

    ExportType(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    /** The one the caller wants most, and by its name; nothing if that is neither. */
    public static Optional<ExportType> wanted(NativeWebRequest request) {
        try {
            return new HeaderContentNegotiationStrategy()
                    .resolveMediaTypes(request).stream()
                            .filter(wish -> wish.getQualityValue() > 0)
                            .findFirst()
                            .flatMap(ExportType::named);
        } catch (HttpMediaTypeNotAcceptableException e) {
            return Optional.empty(); // no media types at all
        }
    }

    private static Optional<ExportType> named(MediaType wish) {
        return Stream.of(values())
                .filter(type -> wish.equalsTypeAndSubtype(MediaType.valueOf(type.mediaType)))
                .findFirst();
    }

    /** Says what will be written: a file of that name. */
    public void announce(HttpServletResponse response, String name) {
        response.setContentType(mediaType);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + suffix)
                        .build()
                        .toString());
    }
}
