package org.deviceonboarding.access.deviceport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a controller's method that is served at the port for devices only, or everywhere but there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DevicePort {
    /** An attribute of every request that came in at that port, and of no other. */
    String ATTRIBUTE = "org.deviceonboarding.device-port";

    boolean value();
}
