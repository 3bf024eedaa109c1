package org.deviceonboarding.log;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** Everything that a process needs to append to the log and to read it, whatever its roles. */
@Configuration
@ComponentScan
@ConfigurationPropertiesScan
public class LogModule {}
