import { defineComponent, h, onMounted, shallowRef, watch } from "vue";

import { ATTRIBUTES, EVENTS, METHODS, attributesOf } from "./names.js";

const typeOf = ([property, , boolean]) => [property, boolean ? Boolean : String];

export const LutineOffer = defineComponent({
  name: "LutineOffer",
  props: { ...Object.fromEntries(ATTRIBUTES.map(typeOf)), shipment: Object, texts: Object },
  emits: EVENTS.map(([, name]) => name),
  setup(props, { emit, expose, slots }) {
    const element = shallowRef(null);
    onMounted(() => {
      // They end with the element.
      for (const [event, name] of EVENTS) element.value.addEventListener(event, (event) => emit(name, event));
      // What is no text cannot be an attribute. What was never given is left alone.
      for (const name of ["shipment", "texts"]) {
        const give = () => element.value && (element.value[name] = props[name]);
        if (props[name]) give();
        watch(() => props[name], give, { deep: true, flush: "post" });
      }
    });
    // The element may never have been defined: a shop that calls it goes on all the same.
    const call = (name) => (...given) => element.value?.[name]?.(...given);
    const methods = Object.fromEntries(METHODS.map((name) => [name, call(name)]));
    const confirm = async (order) => (await methods.confirm(order)) ?? { outcome: "unavailable" };
    expose({ ...methods, confirm, element });
    return () => {
      const { shipment, texts, ...rest } = props;
      return h("lutine-offer", { ...attributesOf(rest, ""), ref: element }, slots.default?.());
    };
  },
});
