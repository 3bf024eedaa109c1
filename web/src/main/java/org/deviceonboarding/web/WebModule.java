package org.deviceonboarding.web;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Configures the pages, in a process with the {@code query} role. */
@Configuration
@Profile("query")
@ComponentScan
public class WebModule {}
