package org.deviceonboarding.query;

import org.deviceonboarding.domain.acl.AclComparison;
import org.deviceonboarding.query.template.preview.AclDiff;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Configures the reads of fleet, brokers and templates, in a process with the {@code query} role. */
@Configuration
@Profile("query")
@ComponentScan
@ConfigurationPropertiesScan
public class QuerySide {
    @Bean
    AclComparison aclComparison() {
        return AclDiff::between;
    }
}
