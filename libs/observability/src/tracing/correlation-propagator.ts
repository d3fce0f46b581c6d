import {
  createTraceState,
  isSpanContextValid,
  trace,
  type Context,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { observedContexts } from '../context/observed-context.js';
import { formatTraceparent, parseTraceparent } from '../trace-context/traceparent.js';
import { parseTracestate } from '../trace-context/tracestate.js';

const FIELDS = ['traceparent', 'tracestate', 'x-correlation-id'] as const;

/** Carries the context in and out for automatic instrumentations, by the rules that hold everywhere else here. */
export class CorrelationPropagator implements TextMapPropagator {
  inject<Carrier>(context: Context, carrier: Carrier, setter: TextMapSetter<Carrier>): void {
    const position = trace.getSpanContext(context);
    if (position === undefined || !isSpanContextValid(position)) return;
    setter.set(carrier, 'traceparent', formatTraceparent(position));
    const state = position.traceState?.serialize() ?? '';
    if (state !== '') setter.set(carrier, 'tracestate', state);
    setter.set(carrier, 'x-correlation-id', observedContexts.getStore()?.correlationId ?? position.traceId);
  }

  extract<Carrier>(context: Context, carrier: Carrier, getter: TextMapGetter<Carrier>): Context {
    const position = parseTraceparent(getter.get(carrier, 'traceparent'));
    if (position === undefined) return context;
    const state = parseTracestate(getter.get(carrier, 'tracestate'));
    return trace.setSpanContext(context, {
      ...position,
      isRemote: true,
      ...(state !== undefined && { traceState: createTraceState(state) }),
    });
  }

  fields(): string[] {
    return [...FIELDS];
  }
}
