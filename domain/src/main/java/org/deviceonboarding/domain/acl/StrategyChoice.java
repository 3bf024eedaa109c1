package org.deviceonboarding.domain.acl;

import org.deviceonboarding.domain.broker.AclStrategy;

/** The rule by which a broker's ACL strategy is chosen. */
public sealed interface StrategyChoice {
    /** The strategy before the first event. */
    AclStrategy first();

    /** The strategy that follows, for ACL files of these sizes. */
    AclStrategy next(AclStrategy current, AclSizes sizes);

    /** Always the same strategy. */
    record Fixed(AclStrategy first) implements StrategyChoice {
        @Override
        public AclStrategy next(AclStrategy current, AclSizes sizes) {
            return first;
        }
    }

    /**
     * Explicit blocks while they are few, and patterns for a larger fleet if patterns make the file smaller.
     *
     * <p>A fleet whose size goes up and down a little keeps its strategy: the limits of the two directions differ by a factor of two.
     *
     * @param most the number of blocks that the broker reads without a noticeable pause
     */
    record BySize(int most) implements StrategyChoice {
        @Override
        public AclStrategy first() {
            return AclStrategy.EXPLICIT;
        }

        @Override
        public AclStrategy next(AclStrategy current, AclSizes sizes) {
            return switch (current) {
                case EXPLICIT ->
                    sizes.explicit() > most && sizes.pattern() <= sizes.explicit() / 2
                            ? AclStrategy.PATTERN
                            : AclStrategy.EXPLICIT;
                case PATTERN ->
                    sizes.explicit() <= most / 2 || sizes.pattern() > sizes.explicit()
                            ? AclStrategy.EXPLICIT
                            : AclStrategy.PATTERN;
            };
        }
    }
}
