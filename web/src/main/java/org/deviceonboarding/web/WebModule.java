package org.deviceonboarding.web;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** The pages, in processes with the {@code query} role. */
@Configuration
@Profile("query")
@ComponentScan
public class WebModule {}
