import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";

import { Checkout } from "./checkout.jsx";
import { given } from "./given.js";

hydrateRoot(document.querySelector("#root"), <StrictMode><Checkout {...given} /></StrictMode>);
