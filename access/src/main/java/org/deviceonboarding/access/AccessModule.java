package org.deviceonboarding.access;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that stands between an HTTP request and the sides, whatever the process's roles. */
@Configuration
@ComponentScan
@ConfigurationPropertiesScan
public class AccessModule {}
