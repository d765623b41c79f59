/**
 * The hand-offs between control thread and producer under jcstress: control values, plans and the way back of retired ones,
 * the producer's sleep.
 *
 * <p>A situation ({@link vorlauf.stress.handover.MailSituation}, {@link vorlauf.stress.handover.PlanSituation}, {@link
 * vorlauf.stress.handover.WakeUpSituation}) knows an interface and judges what it sees; the classes with actors hand it the
 * product, those in {@link vorlauf.stress.twins} a broken twin. Nothing waits for the other thread, as both may share a core.
 */
@NullMarked
package vorlauf.stress.handover;

import org.jspecify.annotations.NullMarked;
