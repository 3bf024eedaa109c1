package org.deviceonboarding.command.deviceport;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import org.deviceonboarding.access.deviceport.DevicePort;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.servlet.mvc.condition.RequestCondition;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Chooses between two controllers of the same path by the port where a request came in. */
final class PortMapping extends RequestMappingHandlerMapping {
    @Override
    protected @Nullable RequestCondition<?> getCustomMethodCondition(Method method) {
        DevicePort port = AnnotationUtils.findAnnotation(method, DevicePort.class);
        return port == null ? null : new PortCondition(port.value());
    }

    /** @param devices whether it is served at the port for devices, or at the other one */
    record PortCondition(boolean devices) implements RequestCondition<PortCondition> {
        @Override
        public PortCondition combine(PortCondition other) {
            return other;
        }

        @Override
        public @Nullable PortCondition getMatchingCondition(HttpServletRequest request) {
            return devices == (request.getAttribute(DevicePort.ATTRIBUTE) != null) ? this : null;
        }

        @Override
        public int compareTo(PortCondition other, HttpServletRequest request) {
            return 0; // they exclude each other
        }
    }
}
