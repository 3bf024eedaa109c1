package org.deviceonboarding.access.parameter;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Validation;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deviceonboarding.domain.refusal.RefusalCode;
import org.deviceonboarding.domain.refusal.Refused;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.DataBinder;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * Binds query parameters to a record. The record's components are the parameters, in snake_case; their types and constraints are
 * the rules. Each parameter is given at most once, and unknown ones are refused. All faults are told at once.
 */
public final class Parameters extends DataBinder {
    private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);
    private static final ConversionService CONVERSION = ParameterConversion.service();
    private static final SpringValidatorAdapter RULES =
            new SpringValidatorAdapter(Validation.buildDefaultValidatorFactory().getValidator());

    private final Map<String, String> misfits = new TreeMap<>();

    private Parameters(Class<? extends Record> type) {
        super(null);
        setTargetType(ResolvableType.forClass(type));
        setNameResolver(parameter -> snakeCase(String.valueOf(parameter.getParameterName())));
        addValidators(RULES);
    }

    /** @throws Refused {@code validation_error} with a message for each parameter at fault */
    public static <T extends Record> T bind(Class<T> type, MultiValueMap<String, String> given) {
        return bind(type, given, Set.of());
    }

    /** @param others names of parameters that are read by somebody else */
    static <T extends Record> T bind(Class<T> type, MultiValueMap<String, String> given, Set<String> others) {
        Map<String, String> faults = strange(given, names(type, others));
        Parameters binder = new Parameters(type);
        binder.construct(new Given(given));
        binder.misfits.forEach(faults::putIfAbsent);
        T bound = type.cast(Objects.requireNonNull(binder.getTarget()));
        if (binder.misfits.isEmpty() && bound instanceof ParameterRules rules) {
            rules.check(faults::putIfAbsent);
        }
        binder.validate();
        binder.getBindingResult()
                .getFieldErrors()
                .forEach(error ->
                        faults.putIfAbsent(snakeCase(error.getField()), String.valueOf(error.getDefaultMessage())));
        require(faults);
        return bound;
    }

    /**
     * For a form, whose fields are texts of any kind.
     *
     * @throws Refused {@code validation_error} if there are other parameters, or one is given twice
     */
    public static void requireKnown(MultiValueMap<String, String> given, Set<String> known) {
        require(strange(given, known));
    }

    /** Refuses what only the parameters together, or the state of the log, show to be wrong. */
    public static Refused refused(String name, String fault) {
        return refused(Map.of(name, fault));
    }

    private static Refused refused(Map<String, String> faults) {
        return new Refused(RefusalCode.VALIDATION_ERROR, "The request has parameters that it does not take", faults);
    }

    private static void require(Map<String, String> faults) {
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
    }

    private static Set<String> names(Class<? extends Record> type, Set<String> others) {
        return Stream.concat(
                        others.stream(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getName)
                                .map(Parameters::snakeCase))
                .collect(Collectors.toSet());
    }

    private static Map<String, String> strange(MultiValueMap<String, String> given, Set<String> known) {
        Map<String, String> faults = new TreeMap<>();
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                faults.put(ParameterText.printable(name).orElse("parameters"), "is not a parameter of this request");
            } else if (values.size() > 1) {
                faults.put(name, "must be given once");
            }
        });
        return faults;
    }

    /** By our converters alone: Spring would go on to its property editors, which forgive more. */
    @Override
    @SuppressWarnings("unchecked") // the type is the target's
    public <T> @Nullable T convertIfNecessary(
            @Nullable Object value, @Nullable Class<T> type, @Nullable MethodParameter parameter) {
        TypeDescriptor target = new TypeDescriptor(Objects.requireNonNull(parameter));
        Schema schema = parameter.getParameterAnnotation(Schema.class);
        String usual = schema == null || schema.defaultValue().isEmpty() ? null : schema.defaultValue();
        try {
            return (T) CONVERSION.convert(value == null ? usual : value, TEXT, target);
        } catch (ConversionFailedException e) {
            misfits.put(
                    snakeCase(String.valueOf(parameter.getParameterName())),
                    String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage()));
            return (T) CONVERSION.convert(usual, TEXT, target);
        }
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private record Given(MultiValueMap<String, String> values) implements ValueResolver {
        @Override
        public @Nullable Object resolveValue(String name, Class<?> type) {
            return values.getFirst(name);
        }

        @Override
        public Set<String> getNames() {
            return values.keySet();
        }
    }
}
