package vorlauf.cli;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;

/**
 * What the parsed text of a patch tells: its top-level classes, and whether a compact source file (JEP 512) still
 * needs a
 * {@code main}.
 *
 * @param topLevelClasses binary names, in the order of the text
 * @param needsMain whether it is a compact source file without a {@code main} that could be launched
 */
record PatchSource(List<String> topLevelClasses, boolean needsMain) {
    static PatchSource of(CompilationUnitTree unit, Trees trees) {
        Tree packageName = unit.getPackageName();
        String prefix = packageName == null ? "" : packageName + ".";
        List<String> classes = new ArrayList<>();
        boolean needsMain = false;
        for (Tree declaration : unit.getTypeDecls()) {
            if (declaration instanceof ClassTree type) {
                classes.add(prefix + type.getSimpleName());
                needsMain |= isCompact(type, unit, trees.getSourcePositions()) && !hasMain(type);
            }
        }
        return new PatchSource(classes, needsMain);
    }

    /**
     * The class of a compact source file begins where one of its members begins; any other begins before, at its
     * name.
     */
    private static boolean isCompact(ClassTree type, CompilationUnitTree unit, SourcePositions positions) {
        long start = positions.getStartPosition(unit, type);
        return type.getMembers().stream()
                .mapToLong(member -> positions.getStartPosition(unit, member))
                .anyMatch(member -> member >= 0 && member <= start);
    }

    private static boolean hasMain(ClassTree type) {
        return type.getMembers().stream()
                .anyMatch(member -> member instanceof MethodTree method
                        && method.getName().contentEquals("main")
                        && method.getParameters().size() <= 1);
    }
}
