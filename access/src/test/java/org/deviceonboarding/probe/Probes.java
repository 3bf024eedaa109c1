package org.deviceonboarding.probe;

import java.util.Set;
import org.deviceonboarding.access.revokedkey.RequestsUnderWay;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What stands for the sides. */
@Configuration(proxyBeanMethods = false)
@Import({ChangeProbe.class, ReadProbe.class, ProbeHandler.class})
class Probes {
    /** No request of the probes goes on after its answer. */
    @Bean
    RequestsUnderWay nothingUnderWay() {
        return Set::of;
    }
}
