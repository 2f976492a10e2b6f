import { createElement, forwardRef, useEffect, useImperativeHandle, useLayoutEffect, useRef } from "react";

import { EVENTS, attributesOf } from "./names.js";

// React warns of layout effects on a server, where none runs.
const useCommitted = typeof document === "undefined" ? useEffect : useLayoutEffect;

export const LutineOffer = forwardRef(function LutineOffer(props, ref) {
  const { shipment, texts, className, form, ...rest } = props;
  const own = useRef(null);
  const latest = useRef(props);
  useImperativeHandle(ref, () => own.current);
  useCommitted(() => {
    latest.current = props;
  });
  const heard = useRef(null);
  // Without an end: they end with the element, which lives on where React hides it, and says what becomes of it.
  useCommitted(() => {
    if (heard.current === own.current) return;
    heard.current = own.current;
    for (const [event, name] of EVENTS) {
      own.current.addEventListener(event, (event) => latest.current[handlerOf(name)]?.(event));
    }
  }, []);
  useProperty(own, "shipment", shipment);
  useProperty(own, "texts", texts);
  // React would set the property of that name, which can only be read.
  useCommitted(() => {
    if (form == null) own.current.removeAttribute("form");
    else own.current.setAttribute("form", form);
  }, [form]);
  for (const [, name] of EVENTS) delete rest[handlerOf(name)];
  // React 18 knows only attributes of custom elements, and knows them as they are written in HTML.
  return createElement("lutine-offer", { class: className, ...attributesOf(rest, true), ref: own });
});

LutineOffer.displayName = "LutineOffer";

/** What is no text cannot be an attribute. What was never given is left alone. */
function useProperty(own, name, value) {
  const given = useRef(false);
  useCommitted(() => {
    given.current ||= value !== undefined;
    if (given.current) own.current[name] = value;
  }, [value]);
}

const handlerOf = (name) => `on${name[0].toUpperCase()}${name.slice(1)}`;
