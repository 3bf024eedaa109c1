package org.deviceonboarding.portal.broker;

import org.deviceonboarding.acl.crl.LocalCrlSource;
import org.deviceonboarding.crl.NewestCrl;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Hands the CRL to the broker's role in a process with both roles, unless {@code CRL_URL} names another place. */
@Configuration(proxyBeanMethods = false)
@Profile("acl & crl")
@ConditionalOnExpression("'${CRL_URL:}'.isEmpty()")
class CrlOfThisProcess {
    @Bean
    LocalCrlSource.Signer localCrl(NewestCrl crl) {
        return crl::pem;
    }
}
