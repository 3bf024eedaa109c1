package org.deviceonboarding.access;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * All of access, for Spring: what checks a request before a side's controller sees it, whatever the roles of the
 * process.
 */
@Configuration
@ComponentScan
@ConfigurationPropertiesScan
public class AccessModule {}
