package org.deviceonboarding.access.parameter;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.core.convert.support.DefaultConversionService;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads values more strictly than Spring's own converters, which take "0x1f" for a number and any case for a choice. A type of
 * ours is read by its constructor or its factory method that takes a text.
 */
final class ParameterConversion {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ParameterConversion() {}

    static ConversionService service() {
        DefaultConversionService service = new DefaultConversionService();
        add(service, String.class, "must be 1 to 128 printable characters", ParameterText::printable);
        add(service, Long.class, "must be a whole number, 0 or more", ParameterText::number);
        add(
                service,
                Integer.class,
                "must be a whole number, 0 or more",
                text -> ParameterText.number(text).map(number -> (int) Math.min(number, Integer.MAX_VALUE)));
        add(
                service,
                BigInteger.class,
                "must be a whole number, 0 or more",
                text -> Optional.of(text)
                        .filter(any -> any.matches("[0-9]{1,48}"))
                        .map(BigInteger::new));
        add(service, Instant.class, "must be a UTC time such as 2030-01-31T00:00:00Z", ParameterText::time);
        add(service, UUID.class, "must be a UUID", ParameterConversion::uuid);
        service.addConverterFactory(new Choices());
        return service;
    }

    private static <T> void add(
            DefaultConversionService service, Class<T> type, String fault, Function<String, Optional<T>> reader) {
        service.addConverter(
                String.class, type, text -> reader.apply(text).orElseThrow(() -> new IllegalArgumentException(fault)));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Reads a choice by the name that it has in JSON. */
    @SuppressWarnings("rawtypes") // as Spring has it for enumerations
    private static final class Choices implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> Arrays.stream(type.getEnumConstants())
                    .filter(choice -> name(choice).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Arrays.stream(type.getEnumConstants())
                            .map(Choices::name)
                            .collect(Collectors.joining(", ", "must be one of ", ""))));
        }

        private static String name(Object choice) {
            return JSON.convertValue(choice, String.class);
        }
    }
}
