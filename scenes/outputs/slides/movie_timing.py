"""When the film on a slide plays: as the first effect of the slide's main sequence, without a click."""

from __future__ import annotations

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide as Sheet

_TIMING = """
<p:timing {namespaces}><p:tnLst><p:par>
 <p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
  <p:seq concurrent="1" nextAc="seek">
   <p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst><p:par>
    <p:cTn id="3" fill="hold">
     <p:stCondLst>
      <p:cond delay="indefinite"/><p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond>
     </p:stCondLst>
     <p:childTnLst><p:par><p:cTn id="4" fill="hold">
      <p:stCondLst><p:cond delay="0"/></p:stCondLst>
      <p:childTnLst><p:par>
       <p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
        nodeType="afterEffect">
        <p:stCondLst><p:cond delay="0"/></p:stCondLst>
        <p:childTnLst><p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr>
         <p:cTn id="6" dur="{milliseconds}" fill="hold"/>
         <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
        </p:cBhvr></p:cmd></p:childTnLst>
       </p:cTn>
      </p:par></p:childTnLst>
     </p:cTn></p:par></p:childTnLst>
    </p:cTn>
   </p:par></p:childTnLst></p:cTn>
   <p:prevCondLst>
    <p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
   </p:prevCondLst>
   <p:nextCondLst>
    <p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
   </p:nextCondLst>
  </p:seq>
  <p:video><p:cMediaNode vol="80000">
   <p:cTn id="7"{repeats} fill="hold" display="0">
    <p:stCondLst><p:cond delay="indefinite"/></p:stCondLst>
   </p:cTn>
   <p:tgtEl><p:spTgt spid="{shape}"/></p:tgtEl>
  </p:cMediaNode></p:video>
 </p:childTnLst></p:cTn>
</p:par></p:tnLst></p:timing>
"""
"""ECMA-376 part 1, 19.5: a time node for the slide, in it the main sequence, and the film's own node."""

_BEFORE = (qn("p:cSld"), qn("p:clrMapOvr"), qn("p:transition"))
"""What of a slide comes before its timing."""


def movie_timing(sheet: Sheet, shape: int, *, milliseconds: int, loop: bool) -> None:
    """Let the film of a shape play as soon as its slide is shown; with `loop` over and over."""
    slide = sheet.element
    for timing in slide.findall(qn("p:timing")):
        slide.remove(timing)
    repeats = ' repeatCount="indefinite"' if loop else ""
    text = _TIMING.format(namespaces=nsdecls("p"), shape=shape, milliseconds=milliseconds, repeats=repeats)
    before = [child for child in slide if child.tag in _BEFORE]
    before[-1].addnext(parse_xml(text))
