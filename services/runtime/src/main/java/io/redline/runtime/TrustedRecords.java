package io.redline.runtime;

import org.apache.avro.util.ClassSecurityValidator;

/** Tells Avro that our own generated classes may be made from data; by default it trusts none. */
public final class TrustedRecords {

    private static final String PACKAGE = "io.redline.schemas";

    static {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), type -> type.getPackageName()
                        .startsWith(PACKAGE)));
    }

    private TrustedRecords() {}

    /** Called by whoever makes records before serdes or JSON are used; done once, when the class is loaded. */
    public static void trust() {
        // The static initializer has done it.
    }
}
