"""Flat illustrations that stand in for photographs in the demo: ten scenes in four lights.

Each piece of _PIECES is a list of shapes, on a page of 1280 x 720: [COUNT*DX,DY ...] KIND COLOUR
NUMBERS; where KIND is a drawing method of the canvas or another piece, put at x y [zoom [side]] or,
as a square of 100, onto the four corners of a wall or floor. A colour is one of _COLOURS, "own" (of
the call of its piece) or "pane" (glass, perhaps lit), then +OTHER.SHARE to mix it and /OPACITY.
a|b is a random one of them and a~b a random number between. Odd variants are mirrored.
"""

import re
from copy import copy
from io import BytesIO
from random import Random

from PIL import Image, ImageColor, ImageDraw, ImageOps

SCENES = ("厂区", "厂房", "土地", "签约", "车间", "园区", "港口", "实验室", "道路", "会议")
VARIANTS = 4

_SIZE, _OVERSAMPLING = (1280, 720), 2
_RAMP = Image.linear_gradient("L").crop((0, 0, 1, 256))
_SPOT = Image.radial_gradient("L").point([max(0, 255 - v * 255 // 181) for v in range(256)])
_LIT = (0.12, 0.06, 0.45, 0.2)  # the share of lit panes
_COLOURS = "sky haze sun far wall shade roof ink accent second land near leaf glass lit skin"
_LIGHTS = (  # morning teal, noon blue, evening amber, overcast grey-green
    "7fc3c4 f6ecd9 fff6dc a5cfca fbf6ea c9dcd5 3e8088 1d4a55"
    " ec8a5b f3c071 cfdfb9 a5c7a4 3f8f7c 8cc7cb fff0c4 eebd9b",
    "579fdc e0f1fa ffffff a5cbe6 ffffff cfdfee 3b76b3 1c3c68"
    " f4a83a e9694f cfe3b4 a3cb94 4a9b68 86bfe8 e6f5ff f0c3a3",
    "84588f ffc08a ffe9b8 c98a88 fae0c4 d3a391 8a4f62 3a2848"
    " f0704c f6b455 d9a479 a9756a 6d5566 b98ca0 ffe08f eeb08c",
    "a5b5af e8ebe3 f5f6ef b7c6bd f0f1e9 c5d0c7 5f7f75 2f433d"
    " cf8a4b a9b56b c6d0b6 9fb29b 587d69 a3bab6 f3ecd2 dfb597",
)
_PIECES = """
outdoors: fade sky>haze 0 -560 1280 562; sun sun 300~980 -360~-120; 5*250,0 cloud haze+sun.5 20~220
 -420~-170 .5~1.1; 4*340,0 oval far+haze.5 0~200 20 240~420 70~130; 28*46,0 box
 far|far+haze.3|far+haze.15 -10 -70~-8 26~58 90; fade land>near 0 0 1280 720
sun: soft own 0 0 210 210 200; oval own 0 0 40 40
cloud: box own -90 -18 180 26 13; box own -46 -42 100 44 22; box own -130 -4 110 18 9
round: soft ink 6 0 46 9; line roof 6 0 0 0 -60; oval leaf 0 -84 40 46; oval sun/50 -11 -94 23 29
tree: round|poplar leaf 0 0
poplar: soft ink 4 0 26 7; line roof 5 0 0 0 -40; oval leaf 0 -88 22 70; oval sun/45 -6 -98 11 46
bush: oval leaf 0 -12 34 20; oval leaf 28 -8 24 14; oval sun/40 -8 -16 18 10
person: soft ink 2 0 22 5; line ink 9 -6 -34 -7 0; line ink 9 6 -34 7 0; box own -15 -78 30 48 11;
 oval ink 0 -92 11 12; oval skin 0 -89 9 10
truck: soft ink 0 0 180 14; box wall -160 -130 214 100 5; box shade -160 -56 214 26; box own -160
 -92 214 14; poly own 60 -26 60 -108 104 -108 130 -68 138 -60 138 -26; poly ink 82 -100 100 -100 122
 -66 82 -66; box ink -160 -34 298 12 3; 2*44,0 wheel shade -124 -19; 2*80,0 wheel shade 20 -19
wheel: oval ink 0 0 19 19; oval own 0 0 8 8
car: soft ink 0 0 62 10; 2*66,0 box ink -42 -16 18 18 4; poly own -34 -44 -24 -74 24 -74 34 -44;
 poly ink -27 -46 -19 -68 19 -68 27 -46; box own -46 -46 92 38 10; 2*68,0 box lit -42 -36 16 9 4
offices: fade own>own+shade.4 0 0 100 100; 4*24,0 6*0,15.5 box pane 6 7 16 9
glazed: fade own+haze.2>own+haze.5 0 0 100 100; 5*20,0 11*0,9 box
 own|own|own+sun.3|own+roof.2|own+lit.6 1 2 18 7; poly sun/60 0 0 50 0 14 100 0 100
docks: fade wall>wall+shade.4 0 0 100 100; 40*2.5,0 line ink/16 2 0 0 0 100; box roof 0 0 100 7; box
 own 0 13 100 5; 14*6.6,0 box pane 4 26 5.4 12; 5*18,0 box roof 4 56 14 44; 5*18,0 box shade+wall.3
 5.4 61 11.2 39; 5*18,0 box own 3 53 16 5; 5*18,0 6*0,6 line ink/50 2 5.4 67 16.6 67
gable: fade shade>shade+ink.12 0 0 100 100; box roof+ink.4 0 0 100 7; box own+ink.2 0 13 100 5;
 4*20,0 4*0,16 box pane 12 30 17 13
window: fade sky>haze 0 0 100 100; 9*11,0 box far 0 100 7~12 -50~-18; box leaf+far.4 0 90 100 10;
 4*33.3,0 line wall 9 0 0 0 100; line wall 9 0 0 100 0; line wall 9 0 100 100 100
block: soft ink 0 4 140 26; offices own -110 -160 20 -182 20 0 -110 -10; offices own+roof.25 20 -182
 100 -158 100 -12 20 0
tower: soft ink 0 4 120 26; glazed own -80 -330 24 -356 24 0 -80 -10; glazed own+roof.5 24 -356 86
 -334 86 -12 24 0; fade wall>shade -96 -30 30 -34 30 4 -96 -6; poly shade 30 -34 98 -30 98 -8 30 4
hall: soft ink 0 0 640 50; docks own -515 -310 255 -380 255 0 -515 -30; gable own 255 -380 515 -314
 515 -30 255 0
sawtooth: soft ink 300 4 380 26; 4*150,0 poly shade 0 -149 0 -225 150 -149; 4*150,0 poly glass 12
 -158 12 -206 96 -158; 4*150,0 line roof 8 0 -148 0 -225 156 -148; fade wall>shade 0 -150 600 150;
 box roof 0 -150 600 9; box roof+wall.35 0 -21 600 21; 16*36.5,0 box pane 13 -117 26 52; box roof
 232 -90 98 90 4; 6*0,14 box wall/70 237 -80 88 3
chimney: fade wall>shade -20 -430 20 -430 32 0 -32 0; 2*0,48 box own -22 -422 45 22; 6*26,-9 oval
 sun/80 16~24 -446 16~32 12~22
excavator: soft ink -20 0 150 16; box ink -70 -36 160 36 18; 4*40,0 oval shade -50 -18 9 9; box roof
 -24 -46 70 14; line accent 20 -20 -80 -96 -196 -178 -150; line second 15 -178 -150 -196 -56; line
 ink 6 -70 -120 -120 -184; poly ink -214 -66 -178 -66 -172 -30 -192 -6 -226 -10 -208 -34; box accent
 -20 -100 126 58 10; poly accent -30 -46 -30 -140 20 -150 34 -100 34 -46; poly glass -20 -76 -20
 -130 12 -138 22 -100 22 -76; 2*0,16 box ink/60 48 -86 46 8
crane: 2*140,0 line own 13 -70 0 -70 -330; line own 9 -70 -130 70 -130; line own 6 -70 -130 70 -320;
 box own -84 -10 168 12 4; box own -400 -338 590 18 4; line own 9 -70 -330 -34 -456 70 -330; line
 own 4 -392 -334 -34 -454 184 -334; line own 4 -34 -454 -210 -334; box wall 84 -380 96 44 4; box ink
 -252 -322 40 20 4; 2*28,0 line ink 3 -246 -302 -246 -212; container second -262 -182
container: box own 0 -30 60 30 2; 5*11,0 line ink/50 2 8 -27 8 -3
ship: 7*61,0 1~3*0,-31 container accent|second|roof|leaf|wall -240 -44; box wall 190 -180 66 140 4;
 4*15,0 box ink 196 -168 10 12; box accent 208 -206 22 26; poly ink -320 -66 -250 -46 290 -46 276 0
 -270 0; poly accent -277 -12 280 -12 276 0 -270 0
robot: soft ink 0 0 120 16; box ink -70 -22 140 24 6; poly roof -44 -22 44 -22 30 -66 -30 -66; line
 accent 46 0 -78 -56 -226; line accent 36 -56 -226 104 -304; line second 26 104 -304 172 -204; wheel
 wall 0 -78 1.6; wheel wall -56 -226 1.4; wheel wall 104 -304 1.1; line ink 10 172 -204 172 -166;
 line ink 9 142 -122 142 -162 202 -162 202 -122
machine: soft ink 110 0 140 14; box wall 0 -176 220 176 8; box shade 0 -40 220 40 6; box roof 18
 -150 112 92 6; box glass 26 -142 96 76 4; box ink 148 -150 54 70 5; box glass 155 -143 40 26 2;
 2*21,0 oval second 163 -98 6 6; box own 0 -52 220 8; box own 190 -196 12 20
microscope: soft ink 10 0 110 10; box ink -80 -20 170 20 9; line roof 26 62 -24 84 -90 70 -160 26
 -206; box ink -58 -82 126 13 5; poly wall -34 -218 2 -238 36 -172 0 -152; poly ink -58 -264 -30
 -280 4 -238 -34 -216; poly ink 8 -156 30 -168 40 -136 24 -128; wheel accent 74 -110
flask: soft ink 0 0 76 8; poly glass+roof.2/90 -17 -150 17 -150 17 -100 66 0 -66 0; poly own/225 -40
 -50 40 -50 64 -3 -64 -3; oval own 0 -50 40 6; box glass+roof.2 -22 -158 44 10 5
globe: soft ink 0 0 60 8; box glass+roof.2/90 -14 -170 28 62; oval glass+roof.2/90 0 -58 58 58; poly
 own/225 -54 -50 54 -50 46 -24 24 -4 -24 -4 -46 -24; box glass+roof.2 -20 -178 40 10 5
tubes: soft ink 60 0 110 8; 5*30,0 box roof/60 -8 -130 18 120 9; 5*30,0 box accent|second|leaf|roof
 -6 -80~-50 14 44 7; 2*0,88 box roof -30 -100 180 12 4; 2*170,0 box roof -30 -100 10 96
bottle: box own -14 -52 28 52 6; box own -7 -68 14 20 3; box wall/150 -14 -38 28 18
bust: box own -60 -99 120 190 46; poly wall -17 -99 17 -99 0 -46; poly accent -6 -94 6 -94 0 -48;
 box skin -9 -124 18 32; oval ink 0 -152 33 38; oval skin 0 -141 27 32; box ink -27 -178 54 20 9
arms: poly accent -78 22 78 22 96 56 -96 56; box sun -70 27 140 24; line own 32 -50 -44 -64 8 -26
 34; line own 32 50 -44 64 4 34 30; 2*40,-4 oval skin -16 38 15 11; line ink 5 16 44 38 8
flag: line ink 4 0 0 0 -130; blob own 0 -132 50 -142 74 -124 74 -84 44 -94 0 -82
chair: soft ink 0 4 60 10; 2*68,0 line ink 7 -34 0 -32 -60; box own -46 -78 92 26 10; box own -42
 -176 84 104 18; box sun/40 -32 -166 64 70 12
lamp: line ink 6 0 0 0 -220; line ink 5 0 -218 56 -230; box lit 34 -232 40 9 4
peg: line ink 5 0 0 0 -52; poly accent 2 -52 34 -42 2 -30
tripod: line ink 5 -30 0 0 -70 32 0; line ink 5 0 -70 4 0; box accent -17 -98 34 28 5
厂区: outdoors sky 0 480; sawtooth wall 500~620 500 .85; soft haze 770 450 460 140 170; 16*75,0 tree
 leaf 50~80 512 .45~.7; chimney accent 830~860 545 .95~1.1; 1~2*96,-6 chimney accent 920~940 545
 .8~.95; sawtooth wall 140~170 560; block wall 1060 566 .85~1.2; 3*55,0 tree leaf 790~810 578
 .8~1.15; 3*70,0 tree leaf 70~100 578 .9~1.2; box wall+land.4 0 600 1280 80; fade
 roof+shade.5>roof+shade.2 0 608 1280 62; 15*90,0 box wall 0 637 48 4; truck accent|second 330~800
 658 .62; 10*150,0 bush leaf -20~40 714 1.2
厂房: outdoors sky 0 450; 22*60,0 tree leaf 0~30 482 .6~1; fade shade+wall.4>shade+roof.3 0 490 1280
 230; hall accent|roof 640 585; 10*130,0 line wall/150 6 70 612 4 720; truck second|accent 320~560
 676 1.2~1.35; truck accent|leaf 860~960 622 .8 -1; 3*50,0 tree leaf 1080~1100 566 .8~1
土地: outdoors sky 0 250; fields land 15 290 1265 290 8640 760 -7360 760; 22*60,0 tree|bush leaf
 0~40 286 .3~.5; excavator accent 670~730 512 .85~.95; blob skin+roof.4 440 520 490 470 540 500
 590 522; 2*272,0 peg ink 504 430 .8; 2*456,0 peg ink 412 548 1.2; person accent 350~370 640 1.5;
 tripod ink 290 648 1.3; 4*420,0 bush leaf -40~140 716 1.5
fields: box land+wall.5 0 0 100 100; 40*2.5,0 12*0,8.5 box
 near|leaf+land.4|second+land.5|land|near+leaf.3 .12 .4 2.26 7.7; 160*.625,0 line ink/16 3 .1 0 .1
 100; box land+wall.5 46.9 82 6.2 13; box skin+land.2 47.4 83 5.2 11.2; 9*.58,0 2*0,11 box accent
 47.4 83 .34 .25; 2*5.14,0 5*0,2.3 box accent 47.4 83 .06 1.2
签约: fade wall>shade 0 0 1280 720; fade roof>roof+ink.5 170 50 940 420; poly accent 170 50 500 50
 380 140 170 200; poly second 170 50 360 50 260 120 170 170; 12*78,0 box wall/26 170 470 60~90
 -250~-120; 2*690,0 bust roof+ink.6|ink|roof+shade.3 290~300 410~425 .85~.95; 2~3*115,0 bust
 roof+ink.6|ink|roof+shade.3 520~560 405~420 .82~.9; 2*440,0 bust ink|roof+ink.7 420 530 1.3; fade
 wall>shade 130 520 1150 520 1220 606 60 606; 2*440,0 arms ink|roof+ink.7 420 530 1.3; soft ink
 640 590 90 10 90; flag accent 634 584; flag second 646 584 1 -1; fade roof>ink 60 606 1160 114;
 box accent 60 606 1160 10; 11*44,0 flower accent|second|lit 418 700 .9~1.2
flower: oval leaf 0 0 26 16; oval leaf 10 -12 18 16; oval own -8 -14 13 13; oval own 14 -6 10 10
车间: fade wall+glass.3>wall 330 0 620 450; window wall 370 190 910 190 910 320 370 320; rafters
 roof -40 -120 1320 -120 950 150 330 150; bay wall -40 -120 330 150 330 450 -40 740; bay wall 1320
 -120 950 150 950 450 1320 740; lanes land 330 450 950 450 1420 740 -140 740; 2~3*190,0 machine
 second|lit 395 462 .5; hoist accent 640 172; machine accent 130~150 590; machine lit 940~960 590
 .95; person roof 850~880 600 1.4; belt roof 660~700 640; robot accent 440~470 652
rafters: fade roof+ink.3>roof 0 0 100 100; 7*0,14 box ink/110 0 6 100 4; 3*28,0 box lit 18 0 8 100
bay: fade wall>shade 0 0 100 100; 6*17,0 box glass 3 34 11 26; 6*17,0 box sun/70 3 34 5 26; 7*16.3,0
 box roof 0 0 2 100; box roof+shade.4 0 84 100 16
lanes: fade shade>shade+roof.4 0 0 100 100; 2*55,0 box second 22 0 1.4 100; poly sun/70 30 0 44 0 60
 100 38 100; poly sun/50 56 0 62 0 76 100 66 100
hoist: box accent -330 -10 660 26 3; 2*26,0 line ink 3 -50 30 -50 96; box second -66 96 62 14 3
belt: soft ink 130 30 320 24; 6*66,0 line ink 9 -60 10 -60 50; box ink -110 -16 470 34 17; 14*33,0
 oval shade -92 1 10 10; 4*104,0 box skin|second|skin+roof.3 -50 -66 56 50 4
园区: outdoors sky 0 490; 24*56,0 tree leaf 0~20 506 .5~.8; 0~1*0,0 tower glass+haze.3 170~200 512
 .7; tower glass|glass+roof.3 320~370 516 .9~1.15; tower glass+roof.4|glass 560~600 520 1.15~1.3;
 block wall 730 524 .8; tower glass|glass+sun.3 880~930 520 .8~1.2 -1; block wall 1080~1110 524
 .8~1.1 -1; blob wall+land.4 470 760 560 640 770 590 620 540 560 526 640 522 720 545 900 590 720
 650 760 760; blob glass+roof.2 150 622 300 596 470 612 420 652 250 664; blob sun/70 210 620 300
 608 400 616 290 626; 4*60,0 tree leaf 110~130 580 .7~1; 3*62,0 tree leaf 850~880 590 .8~1.1;
 2*50,0 person accent|second|roof 610~640 610~640 .62; round leaf 1060~1090 690 1.4~1.6; 6*40,0
 bush leaf 880~900 720 1; 6*52,0 bush leaf 90~120 722 1.2
港口: outdoors sky 0 430; fade glass+haze.5>roof 0 430 1280 290; ship roof+far.5 180~260 446 .25;
 crane roof+haze.7 1010~1040 540 .7; crane far+roof.6|roof 640~680 560 .8; ship ink|roof+ink.5
 400~430 612 1; 50*0,0 box sun/110 60~620 622~716 30~90 3 1; fade wall+shade.5>shade+roof.4 690
 566 1280 566 1280 720 640 720; fade shade+roof.5>ink 690 566 694 566 650 720 610 720; 6*0,24 box
 ink/40 640 590 640 2; crane accent|second 880~900 600 1.06~1.2; 7*68,0 2~4*0,-34 container
 accent|second|roof|leaf|wall 815 690 1.12; truck leaf|roof 730 706 .5 -1
实验室: fade wall>shade+wall.4 0 0 1280 720; window wall 130 80 560 80 560 380 130 380; poly sun/90
 130 400 560 400 760 560 330 560; 2*0,130 box roof 650 190 490 10 2; 8*58,0 bottle
 accent|second|leaf|roof 690 189 .8~1.3; 4*58,0 bottle|bottle|flask accent|second|leaf|roof 690
 319 .5~1; tubes|globe second 950~980 320 .8; box ink/30 0 540 1280 14; fade wall>shade 0 548
 1280 36; fade roof>roof+ink.5 0 584 1280 136; 5*300,0 box ink/50 20 604 270 130 8; 5*300,0 box
 wall/160 120 624 70 8; microscope roof 300~350 566 1.4; flask accent|second 560~580 572 1.25;
 globe second|leaf 720~740 570 1.2; tubes wall 850 570 1.1; flask leaf|roof 1090~1120 574 .9~1.1
道路: outdoors sky 0 330; street wall 640 330 1~1.1; street wall 640 330 1~1.1 -1; fade
 roof+shade.4>roof+ink.3 636 331 644 331 1180 720 100 720; markings wall 610 352 670 352 1180 720
 100 720; car accent 730~760 520 .8; car wall 560~590 440 .42; car second|roof 420~450 620 1.25
markings: 20*0,5.3 box wall 49 1 2 2.6; 2*95.6,0 box wall/200 1.6 0 1.2 100
street: poly wall+shade.5 0 0 760 390 530 390; box shade+far.4 240 -132 70 236; glazed glass+haze.4
 120 -66 240 -132 240 100 120 50; fade wall>shade 420 -330 110 505; offices wall|second+wall.6 290
 -228 420 -330 420 175 290 120; glazed glass|glass+roof.4 450 -190~-230 660 -290~-340 660 274 450
 187; tree leaf 92 58 .24; tree leaf 140 88 .36; lamp ink 160 112 .45 -1; tree leaf 212 134 .5; tree
 leaf 318 200 .78; lamp ink 400 286 1.05 -1; tree leaf 492 310 1.2
会议: fade wall>wall+shade.5 300 0 680 430; fade wall>shade 0 0 1280 0 980 90 300 90; window wall
 -120 -60 300 90 300 430 -120 780; bay roof 980 90 1400 -70 1400 800 980 430; fade
 shade+land.4>shade+roof.4 300 430 980 430 1400 780 -120 780; screen wall 450 120; chair roof 640
 470 .42; soft ink 640 690 460 60; seats roof 640 440; seats roof 640 440 1 -1; fade
 wall+skin.4>skin+wall.2 556 446 724 446 960 670 320 670; box roof+skin.5 320 670 640 22; box
 roof+ink.4 420 692 440 40; notes wall 640 440; notes wall 640 440 1 -1; 3*180,0 pendant lit 460 0
screen: box ink 0 0 380 224 8; fade roof+ink.3>roof 10 10 360 204; 6*26,0 box accent|second 40
 90~150 16 10; 6*26,0 box glass 40 196 16 -36~-11; oval second 282 104 56 56; oval roof 282 104 26
 26; 2*0,16 box sun 232 176 99 4
seats: seat own -134 62 .5; seat own -182 112 .7; seat own -246 180 .9; chair own -330 268 1.2
notes: poly sun -92 52 -62 52 -72 66 -106 66; poly sun -174 146 -122 146 -138 170 -196 170
pendant: line ink 3 0 0 0 84; poly ink -34 108 -16 84 16 84 34 108; oval own 0 108 34 6
seat: chair own 0 0; 0~1*0,0 bust own+ink.5|second|accent+ink.2|glass+roof.4 14 -90 .82
"""
_ART = dict(re.findall(r"^(\w+): (.*(?:\n .*)*)", _PIECES, re.MULTILINE))


def _mix(first, second, share):
    return tuple(a + (b - a) * share for a, b in zip(first, second, strict=True))


def _perspective(a, b, c, d):
    """The projection of a square of 100 onto four corners, clockwise from the top left."""
    side, base, gap = (b - c).conjugate(), d - c, a - b + c - d
    g = (gap.conjugate() * base).imag / (side * base).imag
    h = (side * gap).imag / (side * base).imag
    across, down = b - a + g * b, d - a + h * d
    return lambda p: (a * 100 + across * p.real + down * p.imag) / (100 + g * p.real + h * p.imag)


class _Canvas:
    def __init__(self, scene, variant):
        self.random = Random(f"{scene}{variant}")  # noqa: S311 - the same picture each time
        colours = (ImageColor.getrgb(f"#{colour}") for colour in _LIGHTS[variant].split())
        self.tone = dict(zip(_COLOURS.split(), colours, strict=True))
        self.lit, self.own, self.scale = _LIT[variant], None, _OVERSAMPLING
        self.image = Image.new("RGB", [side * _OVERSAMPLING for side in _SIZE])
        self.pens = {3: ImageDraw.Draw(self.image), 4: ImageDraw.Draw(self.image, "RGBA")}
        self.project = lambda point: point * _OVERSAMPLING  # points are complex numbers

    def add(self, *words):
        """Draw the shape these words describe, as often as they say."""
        if "*" in words[0]:
            count, step = words[0].split("*")
            dx, dy = map(float, step.split(","))
            for n in range(round(self.number(count))):
                self.moved(n * dx, n * dy).add(*words[1:])
            return
        kinds, colours, *numbers = words
        kind = self.random.choice(kinds.split("|"))
        colours, numbers = map(self.colour, colours.split(">")), map(self.number, numbers)
        if kind in _ART:
            piece = self.moved(*numbers)
            (piece.own,) = colours
            for shape in _ART[kind].split(";"):
                piece.add(*shape.split())
        else:
            getattr(self, kind)(*colours, *numbers)

    def moved(self, x, y, zoom=1, side=1, *rest):
        """A view of this canvas with another origin, or of a wall if all eight are given."""
        view, before = copy(self), self.project
        if rest:
            corners = complex(x, y), complex(zoom, side), complex(*rest[:2]), complex(*rest[2:])
            view.project = _perspective(*map(before, corners))
        else:
            view.project = lambda p: before(complex(x + p.real * zoom * side, y + p.imag * zoom))
            view.scale = self.scale * zoom
        return view

    def number(self, word):
        low, _, high = word.partition("~")
        return self.random.uniform(float(low), float(high)) if high else float(low)

    def colour(self, words):
        word, _, opacity = self.random.choice(words.split("|")).partition("/")
        name, _, other = word.partition("+")
        if name == "pane":
            name = "lit" if self.random.random() < self.lit else "glass"
        colour = self.own if name == "own" else self.tone[name]
        if other:
            other, _, share = other.partition(".")
            colour = _mix(colour, self.tone[other], float(f".{share}"))
        return tuple(map(round, colour)) + ((int(opacity),) if opacity else ())

    def pixels(self, *numbers):
        points = map(self.project, map(complex, numbers[::2], numbers[1::2]))
        return [(point.real, point.imag) for point in points]

    def frame(self, x, y, w, h):
        (x0, y0), (x1, y1) = self.pixels(x, y, x + w, y + h)
        return min(x0, x1), y0, max(x0, x1), y1

    def poly(self, fill, *numbers):
        self.pens[len(fill)].polygon(self.pixels(*numbers), fill)

    def blob(self, fill, *numbers):
        points = self.pixels(*numbers)
        for _ in range(4):
            pairs = zip(points, points[1:] + points[:1], strict=True)
            points = [_mix(*pair, share) for pair in pairs for share in (0.25, 0.75)]
        self.pens[len(fill)].polygon(points, fill)

    def box(self, fill, x, y, w, h, radius=0):
        if radius:
            edges = self.frame(x, y, w, h)
            self.pens[len(fill)].rounded_rectangle(edges, radius * self.scale, fill)
        else:
            self.poly(fill, x, y, x + w, y, x + w, y + h, x, y + h)

    def oval(self, fill, x, y, rx, ry):
        self.pens[len(fill)].ellipse(self.frame(x - rx, y - ry, 2 * rx, 2 * ry), fill)

    def line(self, fill, width, *numbers):
        width = max(1, round(width * self.scale))
        self.pens[len(fill)].line(self.pixels(*numbers), fill, width, joint="curve")

    def fade(self, top, low, *numbers):
        if len(numbers) == 4:
            x, y, w, h = numbers
            numbers = x, y, x + w, y, x + w, y + h, x, y + h
        across, down = zip(*self.pixels(*numbers), strict=True)
        left, upper = round(min(across)), round(min(down))
        size = round(max(across)) - left, round(max(down)) - upper
        column = Image.new("RGB", (1, size[1]), top)
        column.paste(low, (0, 0), _RAMP.resize(column.size))
        mask = Image.new("1", size)
        outline = [(x - left, y - upper) for x, y in zip(across, down, strict=True)]
        ImageDraw.Draw(mask).polygon(outline, 1)
        self.image.paste(column.resize(size, Image.Resampling.NEAREST), (left, upper), mask)

    def soft(self, fill, x, y, rx, ry, opacity=130):
        left, top, right, low = map(round, self.frame(x - rx, y - ry, 2 * rx, 2 * ry))
        mask = _SPOT.resize((right - left, low - top), Image.Resampling.BILINEAR)
        self.image.paste(fill, (left, top), mask.point(lambda level: level * opacity / 255))


def draw(scene: str, variant: int) -> bytes:
    """Return a JPEG, 1280 x 720, of the scene; the variant (any int) sets its light and layout."""
    if scene not in SCENES:
        raise KeyError(scene)
    canvas = _Canvas(scene, variant % VARIANTS)
    canvas.add(scene, "sky", "0", "0")
    picture = canvas.image.reduce(_OVERSAMPLING)
    stream = BytesIO()
    (ImageOps.mirror(picture) if variant % 2 else picture).save(stream, "JPEG", quality=86)
    return stream.getvalue()
