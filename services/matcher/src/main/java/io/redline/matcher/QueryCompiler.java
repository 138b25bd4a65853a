package io.redline.matcher;

import java.util.List;
import java.util.Set;

/** Turns a query into a clause whose atoms are entries of a table. */
final class QueryCompiler {
    private static final Clause[] NONE = {};

    private final AtomTable atoms;

    QueryCompiler(AtomTable atoms) {
        this.atoms = atoms;
    }

    /** The compiled query; every atom in it is acquired once for each use. */
    Clause compile(Query query) {
        if (query instanceof Query.Passage passage) {
            int fields = bits(passage.fields());
            int[] ids = passage.atoms().stream()
                    .mapToInt(atom -> atoms.acquire(atom).id)
                    .toArray();
            return ids.length == 1 ? new Clause.Word(ids[0], fields) : new Clause.Phrase(ids, passage.slop(), fields);
        }
        Query.Group group = (Query.Group) query;
        return new Clause.Group(
                compileAll(group.required()), compileAll(group.alternatives()), compileAll(group.excluded()));
    }

    private Clause[] compileAll(List<Query> queries) {
        return queries.isEmpty() ? NONE : queries.stream().map(this::compile).toArray(Clause[]::new);
    }

    static int bits(Set<Field> fields) {
        int bits = 0;
        for (Field field : fields) {
            bits |= field.bit();
        }
        return bits;
    }
}
