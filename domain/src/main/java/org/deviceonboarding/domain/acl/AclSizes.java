package org.deviceonboarding.domain.acl;

/**
 * The number of blocks that a broker's ACL file has by each strategy.
 *
 * @param explicit a block for each device that may reach anything
 * @param pattern a block for each device that the patterns do not cover, or must be denied
 */
public record AclSizes(int explicit, int pattern) {
    static AclSizes of(BrokerPolicy explicit, BrokerPolicy pattern) {
        return new AclSizes(blocks(explicit), blocks(pattern));
    }

    private static int blocks(BrokerPolicy policy) {
        return (int) policy.named().stream().filter(policy::names).count();
    }
}
