package org.deviceonboarding.command;

import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** All of the command side, for Spring: what a process with the {@code command} role adds. */
@Configuration
@Profile("command")
@ComponentScan
@ConfigurationPropertiesScan
public class CommandSide {}
