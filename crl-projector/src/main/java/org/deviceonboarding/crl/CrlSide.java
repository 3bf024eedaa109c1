package org.deviceonboarding.crl;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Everything a process with the {@code crl} role adds. */
@Configuration
@Profile("crl")
@ComponentScan
@ConfigurationPropertiesScan
public class CrlSide {}
