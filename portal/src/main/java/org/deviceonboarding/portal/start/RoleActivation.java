package org.deviceonboarding.portal.start;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Makes the roles in {@code portal.roles} active Spring profiles. */
final class RoleActivation implements EnvironmentPostProcessor, Ordered {
    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String roles = environment.getProperty("portal.roles");
        if (roles != null) {
            Role.parse(roles).forEach(role -> environment.addActiveProfile(role.profile()));
        }
    }

    /** After application.yml, which holds the property. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
